/**
 * True for what CloudWatch takes as the name of a metric or a dimension: 1 to 255 ASCII characters, no control
 * characters, not all blank, not beginning with a colon:
 * https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_Dimension.html
 */
export function isCloudWatchName(name: unknown): name is string {
  return typeof name === 'string' && /^(?!:)(?=.*[!-~])[ -~]{1,255}$/.test(name);
}
