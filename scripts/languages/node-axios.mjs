import axios from 'axios';

const headers = { authorization: `Bearer ${process.env.BRAZE_REST_API_KEY}` };
for (const url of process.argv.slice(2)) {
  try {
    const { status, data } = await axios.get(url, { headers });
    console.log(status, JSON.stringify(data));
  } catch (error) {
    console.log('failed:', error.message, error.response?.statusText ?? '');
  }
}
