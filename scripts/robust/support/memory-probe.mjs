// Runs inside the server that is watched: tells how much memory is left in use once garbage is collected.
process.on('message', (question) => {
  if (question !== 'memory') return;
  globalThis.gc();
  process.send(process.memoryUsage());
});
process.channel.unref();
// Whoever started it is gone.
process.on('disconnect', () => process.exit());
