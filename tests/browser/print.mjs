export default async function print() {}
