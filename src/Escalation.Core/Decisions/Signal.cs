namespace Escalation.Decisions;

/// <summary>A trigger's answer to one turn. <c>default</c> is a fault, and a fault escalates.</summary>
/// <remarks>A value of some 48 bytes that refers only to strings which exist already; creating one allocates nothing. Immutable.</remarks>
public readonly struct Signal
{
    private readonly Reason _reason;

    private Signal(SignalKind kind, DecisionOutcome proposal, Reason reason, double score, double threshold, string? detail, Severity severity = Severity.Moderate)
    {
        Kind = kind;
        Severity = severity;
        Proposal = proposal;
        _reason = reason;
        Score = score;
        Threshold = threshold;
        Detail = detail;
    }

    /// <summary>Value, not applicable, missing or fault.</summary>
    public SignalKind Kind { get; }

    /// <summary>What the trigger proposes. <see cref="DecisionOutcome.Act"/> when it is quiet or abstains.</summary>
    public DecisionOutcome Proposal { get; }

    /// <summary>How grave what the trigger found is; <see cref="Severity.Moderate"/> unless the trigger, or the policy's rule for it, says otherwise.</summary>
    public Severity Severity { get; }

    /// <summary>Why it fired, is missing or failed, or is held back.</summary>
    public Reason Reason => Kind == SignalKind.Fault && _reason == default ? Reason.EvaluatorFault : _reason;

    /// <summary>The score that was compared, or NaN when there is none.</summary>
    public double Score { get; }

    /// <summary>The threshold that it was compared with, or NaN when there is none.</summary>
    public double Threshold { get; }

    /// <summary>A short machine-readable detail, for example an exception type or a keyword's class; never user content.</summary>
    public string? Detail { get; }

    /// <summary>Whether the trigger, for whatever cause, asks for more than acting.</summary>
    public bool Fired => Proposal > DecisionOutcome.Act;

    /// <summary>Whether the signal is missing or a fault.</summary>
    public bool Failed => Kind is not (SignalKind.Value or SignalKind.NotApplicable);

    /// <summary>The trigger looked and has no objection.</summary>
    public static Signal Quiet() => new(SignalKind.Value, DecisionOutcome.Act, Reason.WithinThresholds, double.NaN, double.NaN, null);

    /// <summary>The trigger looked at a score and has no objection. A score or threshold that is not finite gives <see cref="Missing"/> instead.</summary>
    /// <param name="score">The score; finite.</param>
    /// <param name="threshold">The threshold; finite.</param>
    public static Signal Quiet(double score, double threshold) =>
        double.IsFinite(score) && double.IsFinite(threshold)
            ? new(SignalKind.Value, DecisionOutcome.Act, Reason.WithinThresholds, score, threshold, null)
            : Missing(Reason.ScoreUndefined);

    /// <summary>The trigger fires.</summary>
    /// <param name="reason">Why.</param>
    /// <param name="outcome">What it proposes; stricter than <see cref="DecisionOutcome.Act"/>.</param>
    /// <param name="score">The score, or NaN.</param>
    /// <param name="threshold">The threshold, or NaN.</param>
    /// <param name="detail">A short machine-readable detail; never user content.</param>
    public static Signal Fire(Reason reason, DecisionOutcome outcome = DecisionOutcome.EscalateToPerson, double score = double.NaN, double threshold = double.NaN, string? detail = null) =>
        outcome is > DecisionOutcome.Act and <= DecisionOutcome.SafeStop
            ? new(SignalKind.Value, outcome, reason, score, threshold, detail)
            : Fault(Reason.EvaluatorFault, "outcome-out-of-range");

    /// <summary>Compares a score with a threshold by the one comparison that calibration uses too; a score that is not finite is <see cref="Missing"/>.</summary>
    /// <param name="score">The score.</param>
    /// <param name="threshold">The threshold with its direction.</param>
    /// <param name="reason">The reason to give when it escalates.</param>
    /// <param name="outcome">What to propose when it escalates.</param>
    public static Signal Compare(double score, Threshold threshold, Reason reason, DecisionOutcome outcome = DecisionOutcome.EscalateToPerson)
    {
        ArgumentNullException.ThrowIfNull(threshold);
        return !double.IsFinite(score) ? Missing(Reason.ScoreUndefined)
            : threshold.Escalates(score) ? Fire(reason, outcome, score, threshold.Value)
            : Quiet(score, threshold.Value);
    }

    /// <summary>The trigger abstains because an input that it declares optional is absent.</summary>
    public static Signal NotApplicable() => new(SignalKind.NotApplicable, DecisionOutcome.Act, default, double.NaN, double.NaN, null);

    /// <summary>A declared input has no usable value. Escalates to a person.</summary>
    /// <param name="reason">What is wrong with it.</param>
    /// <param name="detail">A short machine-readable detail; never user content.</param>
    public static Signal Missing(Reason reason, string? detail = null) =>
        new(SignalKind.Missing, DecisionOutcome.EscalateToPerson, reason, double.NaN, double.NaN, detail);

    /// <summary>The same signal, and how grave what it tells of is.</summary>
    /// <param name="severity">How grave; a value outside the enum is <see cref="Severity.Critical"/>.</param>
    public Signal WithSeverity(Severity severity) => new(Kind, Proposal, _reason, Score, Threshold, Detail, severity is >= Severity.Low and <= Severity.Critical ? severity : Severity.Critical);

    /// <summary>The evaluator failed. Escalates to a person.</summary>
    /// <param name="reason">How it failed.</param>
    /// <param name="detail">For an exception its type name, never its message.</param>
    public static Signal Fault(Reason reason, string? detail = null) =>
        new(SignalKind.Fault, DecisionOutcome.EscalateToPerson, reason, double.NaN, double.NaN, detail);

    /// <summary>A failure whose proposal is at least as strict as the given one; a composition must not weaken what another part proposes. Other signals stay as they are.</summary>
    internal Signal RaisedTo(DecisionOutcome outcome) => Failed && outcome > Proposal ? new(Kind, outcome, _reason, Score, Threshold, Detail, Severity) : this;

    /// <summary>What is left of a firing that a budget or a cool-down holds back: the weaker proposal with its own reason, or none with the reason why.</summary>
    internal Signal LoweredTo(DecisionOutcome outcome, Reason why) => outcome > DecisionOutcome.Act
        ? new(Kind, outcome < Proposal ? outcome : Proposal, _reason, Score, Threshold, why.Code, Severity)
        : new(SignalKind.NotApplicable, DecisionOutcome.Act, why, Score, Threshold, Detail, Severity);

    /// <summary>Turns an estimate without a value into the signal of the same kind.</summary>
    /// <param name="estimate">An estimate whose kind is not <see cref="SignalKind.Value"/>; one with a value gives a fault.</param>
    public static Signal From(in Estimate estimate) => estimate.Kind switch
    {
        SignalKind.NotApplicable => NotApplicable(),
        SignalKind.Missing => Missing(estimate.Reason, estimate.Detail),
        SignalKind.Fault => Fault(estimate.Reason, estimate.Detail),
        _ => Fault(Reason.EvaluatorFault, "estimate-has-value"),
    };
}
