using Escalation.Decisions;
using Escalation.Prediction.Experts;

namespace Escalation;

/// <summary>Estimated experts for the cost rule.</summary>
public static class ExpertPolicyExtensions
{
    /// <summary>Lets the cost rule take q from labelled decisions of the expert, by class of decision.</summary>
    /// <param name="policy">The policy under construction.</param>
    /// <param name="model">The model.</param>
    /// <param name="end">Which of its numbers to take; the upper bound, cautious about acting, unless given.</param>
    /// <exception cref="ArgumentNullException">Thrown when an argument is null.</exception>
    /// <exception cref="ArgumentOutOfRangeException">Thrown when <paramref name="end"/> is not one of the enum.</exception>
    public static EscalationPolicyBuilder ExpertIsRight(this EscalationPolicyBuilder policy, ExpertModel model, ExpertEnd end = ExpertEnd.Upper)
    {
        ArgumentNullException.ThrowIfNull(policy);
        return policy.ExpertIsRight(new ExpertPredictor(model, end));
    }
}
