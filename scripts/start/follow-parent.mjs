// Loaded into a child before its own code: when the supervisor is gone, however it went, so is the
// child. The channel alone doesn't keep the process alive.
process.channel?.unref();
process.on("disconnect", () => process.exit(0));
