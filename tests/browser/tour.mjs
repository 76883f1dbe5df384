export default async function tour() {}
