import http from 'node:http';
import https from 'node:https';
import { text } from 'node:stream/consumers';

const headers = { authorization: `Bearer ${process.env.BRAZE_REST_API_KEY}` };
for (const url of process.argv.slice(2)) {
  try {
    const answer = await new Promise((resolve, reject) => {
      const { get } = url.startsWith('https:') ? https : http;
      get(url, { headers }, resolve).on('error', reject);
    });
    console.log(answer.statusCode, await text(answer));
  } catch (error) {
    console.log('failed:', error.message);
  }
}
