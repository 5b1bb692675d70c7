// A stand-in as one writes it in ten minutes: it validates the body, and keeps nothing.
import { serve } from '@hono/node-server';
import { Hono } from 'hono';
import { z } from 'zod';

const ids = z.array(z.string());
const change = z.object({
  user_ids: ids.optional(),
  device_ids: ids.optional(),
  aliases: z.array(z.object({ alias_name: z.string(), alias_label: z.string() })).optional(),
  should_remove: z.boolean().optional(),
});
const body = z.object({
  partner_api_key: z.string(),
  client_secret: z.string(),
  cohort_id: z.string().min(1),
  cohort_changes: z.array(change),
});

const app = new Hono();
app.post('/partners/:partner/cohorts/users', async (c) => {
  const { success } = body.safeParse(await c.req.json());
  return success ? c.json({ message: 'success' }, 201) : c.json({ message: 'invalid' }, 400);
});
serve({ fetch: app.fetch, port: 0, hostname: '127.0.0.1' }, ({ port }) =>
  console.log(`http://127.0.0.1:${port}`),
);
