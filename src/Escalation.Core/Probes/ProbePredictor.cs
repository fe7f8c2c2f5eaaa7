using Escalation.Decisions;

namespace Escalation.Probes;

/// <summary>Estimates from <see cref="AgentTurn.Activations"/> with a linear probe.</summary>
/// <remarks>Immutable, safe for concurrent use; allocates nothing. Activations that are absent, of another length or not finite give no estimate, and that escalates.</remarks>
public sealed class ProbePredictor : IPredictor
{
    private const string WrongLength = "activation-length";

    private readonly LinearProbe _probe;
    private readonly ProbeOutput _output;

    /// <summary>Creates a predictor.</summary>
    /// <param name="probe">The probe.</param>
    /// <param name="activations">Whose activations the turns will carry.</param>
    /// <param name="output">What the score stands for.</param>
    /// <param name="name">A name, for explanations.</param>
    /// <exception cref="ProbeMismatchException">Thrown when the probe was not trained on such activations.</exception>
    /// <exception cref="ArgumentException">Thrown when <paramref name="name"/> is blank, or a probability is asked of a probe without calibration.</exception>
    /// <exception cref="ArgumentOutOfRangeException">Thrown when <paramref name="output"/> is not one of the enum.</exception>
    public ProbePredictor(LinearProbe probe, ProbeFingerprint activations, ProbeOutput output, string name = "probe")
    {
        ArgumentNullException.ThrowIfNull(probe);
        probe.RequireSource(activations);
        if (!Enum.IsDefined(output))
        {
            throw new ArgumentOutOfRangeException(nameof(output), output, "Not an output of a probe.");
        }

        if (output == ProbeOutput.Probability && probe.Calibration is null)
        {
            throw new ArgumentException("The probe has no calibration, so its score is not a probability.", nameof(probe));
        }

        _probe = probe;
        _output = output;
        Name = Guard.NotBlank(name);
    }

    /// <inheritdoc/>
    public string Name { get; }

    /// <inheritdoc/>
    public Estimate Predict(AgentTurn turn)
    {
        ArgumentNullException.ThrowIfNull(turn);
        ReadOnlySpan<float> activations = turn.Activations.Span;
        if (activations.IsEmpty)
        {
            return Estimate.Missing(Reason.NoSignal);
        }

        if (activations.Length != _probe.Length)
        {
            return Estimate.Fault(Reason.EvaluatorFault, WrongLength);
        }

        double score = _probe.Score(activations);
        return _output switch
        {
            ProbeOutput.Probability => Estimate.Probability(_probe.Calibration!.Probability(score)),
            ProbeOutput.DelegationValue => Estimate.Gain(score),
            _ => Estimate.Score(score),
        };
    }
}
