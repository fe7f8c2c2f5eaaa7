using System.Globalization;

namespace Escalation.Decisions;

/// <summary>The two costs of a decision: of a wrong act, c_w, and of an escalation, c_l, in one unit of the caller's choice.</summary>
/// <remarks>
/// Valid costs are finite with <c>0 &lt; c_l &lt; c_w</c> and a finite, nonzero ratio. <c>default</c> is not valid; a turn that carries it escalates.
/// Source: DiSorbo and Ju, arXiv 2604.08588, section 2.
/// </remarks>
public readonly record struct DecisionCosts
{
    /// <summary>Creates costs.</summary>
    /// <param name="wrongAct">Cost c_w of a wrong act; finite and above <paramref name="escalation"/>.</param>
    /// <param name="escalation">Cost c_l of an escalation; finite and above 0.</param>
    /// <exception cref="ArgumentOutOfRangeException">Thrown when a cost is not finite or not above 0, when <c>c_w &lt;= c_l</c>, or when the ratio overflows or vanishes.</exception>
    public DecisionCosts(double wrongAct, double escalation)
    {
        Guard.Positive(wrongAct);
        Guard.Positive(escalation);
        if (wrongAct <= escalation)
        {
            throw new ArgumentOutOfRangeException(nameof(wrongAct), wrongAct, string.Create(CultureInfo.InvariantCulture, $"wrongAct must exceed escalation = {escalation:R}, but was {wrongAct:R}."));
        }

        if (!double.IsNormal(escalation / wrongAct) || !double.IsFinite(wrongAct / escalation))
        {
            throw new ArgumentOutOfRangeException(nameof(wrongAct), wrongAct, string.Create(CultureInfo.InvariantCulture, $"wrongAct / escalation must be a finite ratio, but escalation = {escalation:R} and wrongAct = {wrongAct:R}."));
        }

        WrongAct = wrongAct;
        Escalation = escalation;
    }

    /// <summary>Cost c_w of a wrong act; 0 in <c>default</c>.</summary>
    public double WrongAct { get; }

    /// <summary>Cost c_l of an escalation; 0 in <c>default</c>.</summary>
    public double Escalation { get; }

    /// <summary>The cost ratio <c>R = c_w / c_l</c>, above 1; NaN in <c>default</c>.</summary>
    public double Ratio => WrongAct / Escalation;

    /// <summary>Whether these are costs and not <c>default</c>.</summary>
    public bool IsDefined => WrongAct > Escalation && Escalation > 0.0;

    /// <summary>The gain of escalating beyond which it pays: <c>c_l / c_w = 1 / R</c>.</summary>
    public double RequiredGain => Escalation / WrongAct;

    /// <summary>Costs in units of one escalation.</summary>
    /// <param name="ratio">R, finite and above 1.</param>
    /// <exception cref="ArgumentOutOfRangeException">Thrown when <paramref name="ratio"/> is not a finite number above 1.</exception>
    public static DecisionCosts FromRatio(double ratio)
    {
        if (!(ratio > 1.0 && double.IsFinite(ratio)))
        {
            Guard.OutOfRange(nameof(ratio), "a finite number above 1", ratio);
        }

        return new DecisionCosts(ratio, 1.0);
    }
}
