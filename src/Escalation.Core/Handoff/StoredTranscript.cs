namespace Escalation.Handoff;

/// <summary>A transcript on its way to an <see cref="ITranscriptStore"/>.</summary>
/// <param name="EscalationId">The escalation.</param>
/// <param name="Steps">How many steps it has.</param>
/// <param name="Sha256">The SHA-256 of <paramref name="Utf8Json"/> as 64 lower-case hex digits.</param>
/// <param name="Utf8Json">The document: <c>{schema, escalationId, entries}</c>, its entries as in a package.</param>
public sealed record StoredTranscript(string EscalationId, long Steps, string Sha256, ReadOnlyMemory<byte> Utf8Json)
{
    /// <summary>The name and version of the document.</summary>
    public const string Schema = "escalation-transcript/1";
}
