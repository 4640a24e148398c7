#!/bin/sh
# A wrapper as layers have it: gets the interpreter and its arguments, and starts them its way.
echo "wrapper got $1"
export FROM_WRAPPER=yes
export NODE_OPTIONS="--no-warnings"
interpreter=$1
shift
exec "$interpreter" --title=wrapped "$@"
