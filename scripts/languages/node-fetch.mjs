const headers = { authorization: `Bearer ${process.env.BRAZE_REST_API_KEY}` };
for (const url of process.argv.slice(2)) {
  try {
    const answer = await fetch(url, { headers });
    console.log(answer.status, await answer.text());
  } catch (error) {
    console.log('failed:', error.cause?.message ?? error.message);
  }
}
