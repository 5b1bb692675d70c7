// What the emulator is built on, and nothing else: Hono reads the body and parses it.
import { serve } from '@hono/node-server';
import { Hono } from 'hono';

const app = new Hono();
app.post('/partners/:partner/cohorts/users', async (c) => {
  await c.req.json();
  return c.json({ message: 'success' }, 201);
});
serve({ fetch: app.fetch, port: 0, hostname: '127.0.0.1' }, ({ port }) =>
  console.log(`http://127.0.0.1:${port}`),
);
