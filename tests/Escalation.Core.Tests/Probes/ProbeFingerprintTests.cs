using Escalation.Probes;

namespace Escalation.Core.Tests.Probes;

public class ProbeFingerprintTests
{
    public static TheoryData<string, ProbeFingerprint> Others() => new()
    {
        { "model", new ProbeFingerprint("model-8b@2", 12, "last-token") { Tokenizer = "sha256:ab", Variant = "prompt-3" } },
        { "model", new ProbeFingerprint("Model-8b@1", 12, "last-token") { Tokenizer = "sha256:ab", Variant = "prompt-3" } },
        { "layer", new ProbeFingerprint("model-8b@1", 13, "last-token") { Tokenizer = "sha256:ab", Variant = "prompt-3" } },
        { "pooling", new ProbeFingerprint("model-8b@1", 12, "mean") { Tokenizer = "sha256:ab", Variant = "prompt-3" } },
        { "tokenizer", new ProbeFingerprint("model-8b@1", 12, "last-token") { Tokenizer = "sha256:ac", Variant = "prompt-3" } },
        { "tokenizer", new ProbeFingerprint("model-8b@1", 12, "last-token") { Variant = "prompt-3" } },
        { "variant", new ProbeFingerprint("model-8b@1", 12, "last-token") { Tokenizer = "sha256:ab" } },
    };

    [Theory]
    [Trait("Row", "18")]
    [MemberData(nameof(Others))]
    public void A_probe_refuses_activations_of_another_source_and_names_the_part(string part, ProbeFingerprint other)
    {
        LinearProbe probe = Fingerprints.Probe(null, 1f);

        var refusal = Assert.Throws<ProbeMismatchException>(() => probe.RequireSource(other));

        Assert.Contains($"{part}: the probe needs", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Parts_that_a_probe_does_not_pin_may_be_anything()
    {
        var loose = new ProbeFingerprint("model-8b@1", 12, "last-token");

        Assert.Null(loose.FindMismatch(Fingerprints.Small));
        Assert.Null(Fingerprints.Small.FindMismatch(Fingerprints.Small with { }));
    }

    [Fact]
    public void A_fingerprint_without_its_parts_is_refused()
    {
        Assert.Throws<ArgumentException>("model", () => new ProbeFingerprint(" ", 0, "mean"));
        Assert.Throws<ArgumentException>("pooling", () => new ProbeFingerprint("m", 0, ""));
        Assert.Throws<ArgumentOutOfRangeException>("layer", () => new ProbeFingerprint("m", -1, "mean"));
    }
}
