namespace Escalation.Decisions;

/// <summary>A stable, machine-readable reason code. String-backed, so that custom triggers bring their own.</summary>
/// <remarks>Compared ordinally. Immutable and safe to share between threads. The default value reads <c>unspecified</c>.</remarks>
public readonly struct Reason : IEquatable<Reason>
{
    private readonly string? _code;

    /// <summary>Creates a reason.</summary>
    /// <param name="code">Lower-case words joined by hyphens, for example <c>refund-limit</c>.</param>
    /// <exception cref="ArgumentException">Thrown when <paramref name="code"/> is null, empty or white space.</exception>
    public Reason(string code) => _code = Guard.NotBlank(code);

    /// <summary>The code, for example <c>low-confidence</c>.</summary>
    public string Code => _code ?? "unspecified";

    /// <summary>Nothing objected.</summary>
    public static Reason WithinThresholds { get; } = new("within-thresholds");

    /// <summary>The probability that the model is right lies below its threshold.</summary>
    public static Reason LowConfidence { get; } = new("low-confidence");

    /// <summary>The expected gain of escalating exceeds the cost ratio: <c>q - p &gt; c_l / c_w</c>.</summary>
    public static Reason CostRatio { get; } = new("cost-ratio");

    /// <summary>The delegation score lies above its threshold.</summary>
    public static Reason DelegationValue { get; } = new("delegation-value");

    /// <summary>The agent repeats itself without progress.</summary>
    public static Reason Loop { get; } = new("loop");

    /// <summary>The request can be read in several ways.</summary>
    public static Reason Ambiguity { get; } = new("ambiguity");

    /// <summary>The content touches a sensitive topic.</summary>
    public static Reason Sensitivity { get; } = new("sensitivity");

    /// <summary>A person owns the conversation; the agent stays silent until it is handed back.</summary>
    public static Reason OwnedByPerson { get; } = new("owned-by-person");

    /// <summary>A score is NaN or infinite.</summary>
    public static Reason ScoreUndefined { get; } = new("score-undefined");

    /// <summary>A score lies outside its declared range by more than rounding.</summary>
    public static Reason ScoreOutOfRange { get; } = new("score-out-of-range");

    /// <summary>A probability vector has negative entries or does not sum to one.</summary>
    public static Reason InvalidDistribution { get; } = new("invalid-distribution");

    /// <summary>A declared input is absent or empty.</summary>
    public static Reason NoSignal { get; } = new("no-signal");

    /// <summary>A trigger or predictor threw, or returned nothing.</summary>
    public static Reason EvaluatorFault { get; } = new("evaluator-fault");

    /// <summary>A trigger did not answer within the time budget.</summary>
    public static Reason Timeout { get; } = new("timeout");

    /// <summary>Evaluators called policies that called evaluators, beyond the depth limit.</summary>
    public static Reason ReentrancyLimit { get; } = new("reentrancy-limit");

    /// <summary>The costs of the turn are unset or overflow.</summary>
    public static Reason CostsUndefined { get; } = new("costs-undefined");

    /// <summary>A text exceeds what a trigger is allowed to scan.</summary>
    public static Reason InputTooLarge { get; } = new("input-too-large");

    /// <summary>The threshold's certificate is out of date.</summary>
    public static Reason StaleCalibration { get; } = new("stale-calibration");

    /// <summary>A trigger fired, and its budget for the conversation is spent.</summary>
    public static Reason BudgetExhausted { get; } = new("budget-exhausted");

    /// <summary>A trigger fired, and a person dealt with as much a short while ago.</summary>
    public static Reason CoolingDown { get; } = new("cooling-down");

    /// <inheritdoc/>
    public bool Equals(Reason other) => string.Equals(Code, other.Code, StringComparison.Ordinal);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is Reason other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode() => StringComparer.Ordinal.GetHashCode(Code);

    /// <inheritdoc/>
    public override string ToString() => Code;

    /// <summary>Ordinal equality of the codes.</summary>
    public static bool operator ==(Reason left, Reason right) => left.Equals(right);

    /// <summary>Ordinal inequality of the codes.</summary>
    public static bool operator !=(Reason left, Reason right) => !left.Equals(right);
}
