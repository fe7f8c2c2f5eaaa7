using Escalation.Probes.Pooling;

namespace Escalation.Probes.Sequences;

/// <summary>A linear probe on each token, its logits pooled: <c>z_t = w . x_t + b</c>, score <c>pool(z_1 .. z_n)</c>.</summary>
/// <remarks>With the mean it is the linear probe on the mean vector, up to rounding; with any other rule it is not.</remarks>
public sealed class PooledLinearProbe : SequenceProbe
{
    /// <summary>Creates a probe.</summary>
    /// <param name="probe">The probe on a token. Its calibration, when it has one, turns the pooled score into a probability.</param>
    /// <param name="rule">How the logits are pooled.</param>
    /// <exception cref="ArgumentNullException">Thrown when an argument is null.</exception>
    public PooledLinearProbe(LinearProbe probe, PoolingRule rule)
        : base(Required(rule).Name, [Required(probe)], rule.Reducer, bias: 0.0, probe.Fingerprint, probe.Calibration)
    {
        Rule = rule;
    }

    /// <summary>How the logits are pooled.</summary>
    public PoolingRule Rule { get; }

    private static T Required<T>(T value)
        where T : class
    {
        ArgumentNullException.ThrowIfNull(value);
        return value;
    }
}
