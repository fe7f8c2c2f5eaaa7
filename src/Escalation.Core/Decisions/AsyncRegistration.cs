namespace Escalation.Decisions;

/// <summary>An asynchronous trigger and whether it runs on the thread pool from its first instruction.</summary>
internal readonly record struct AsyncRegistration(IAsyncTrigger Trigger, bool Isolated);
