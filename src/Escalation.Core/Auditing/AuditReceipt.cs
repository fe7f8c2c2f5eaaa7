namespace Escalation.Auditing;

/// <summary>The acknowledgement of an appended record.</summary>
/// <param name="Sequence">Its number in the log.</param>
/// <param name="Hash">Its hash, 64 lower-case hex digits.</param>
public readonly record struct AuditReceipt(long Sequence, string Hash);
