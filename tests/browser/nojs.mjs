export default async function nojs() {}
