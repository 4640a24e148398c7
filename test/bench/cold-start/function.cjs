/** The function all of them are around. */
exports.handler = async (event) => event.Records.length;
