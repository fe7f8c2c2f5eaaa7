namespace Escalation.Decisions;

/// <summary>How a trigger or predictor came to its answer. The default is <see cref="Fault"/>.</summary>
public enum SignalKind
{
    /// <summary>The evaluator threw, was late or returned nothing. Escalates, through every combinator.</summary>
    Fault = 0,

    /// <summary>A declared input has no usable value: absent, NaN, empty, out of range. Escalates, through every combinator.</summary>
    Missing,

    /// <summary>An input that the evaluator declares optional is absent: it abstains. When all evaluators of a policy abstain, nothing speaks for acting and the policy escalates.</summary>
    NotApplicable,

    /// <summary>The evaluator has an answer.</summary>
    Value,
}
