export default async function forms() {}
