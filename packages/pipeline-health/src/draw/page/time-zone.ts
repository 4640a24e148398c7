/** Checks a time zone's name; `UTC` if left out. @throws RangeError */
export function readTimeZone(timeZone: string | undefined): string {
  if (timeZone === undefined) return 'UTC';
  try {
    new Intl.DateTimeFormat('en', { timeZone });
    return timeZone;
  } catch (cause) {
    const received = JSON.stringify(timeZone);
    throw new RangeError(`\`timeZone\` is ${received}. Give an IANA name, such as "UTC" or "Europe/Vienna".`, {
      cause,
    });
  }
}
