using Escalation.Learning;
using Escalation.Probes;

namespace Escalation.Core.Tests.Probes;

internal static class Fingerprints
{
    internal static readonly ProbeFingerprint Small = new("model-8b@1", layer: 12, pooling: "last-token") { Tokenizer = "sha256:ab", Variant = "prompt-3" };

    internal static LinearProbe Probe(PlattCalibration? calibration, params float[] direction) => new(direction, bias: 0.0, Small, calibration);
}
