using Escalation.Probes;

namespace Escalation.Tool.Input;

/// <summary>What a probe says about its activations when nobody has told it.</summary>
internal static class UnspecifiedSource
{
    private const string Word = "unspecified";

    internal static ProbeFingerprint Fingerprint { get; } = new(Word, layer: 0, Word);
}
