export const handler = async (event) => ({ deep: event });
