using Escalation.Decisions;
using Escalation.Triggers.Loops;

namespace Escalation;

/// <summary>Adds the loop detector to a policy.</summary>
public static class LoopPolicyExtensions
{
    /// <summary>Warns, then escalates while the agent repeats itself without progress. Start conversations with <see cref="EscalationPolicy.StartConversation"/> and record every step.</summary>
    /// <param name="policy">The policy under construction.</param>
    /// <param name="configure">Changes the options; null keeps the defaults.</param>
    /// <param name="name">The trigger's name.</param>
    /// <exception cref="ArgumentOutOfRangeException">Thrown when an option is out of range.</exception>
    public static EscalationPolicyBuilder Loops(this EscalationPolicyBuilder policy, Action<LoopOptions>? configure = null, string name = "loops")
    {
        ArgumentNullException.ThrowIfNull(policy);
        var options = new LoopOptions();
        configure?.Invoke(options);
        return policy.Add(new LoopTrigger(name, options));
    }

    /// <summary>Escalates while a judge, for example a model shown the latest steps, holds the agent for stuck. It is asked seldom, see <see cref="LoopJudgeOptions"/>, by the runtime or by <see cref="EscalationPolicy.PrepareAsync"/>.</summary>
    /// <param name="policy">The policy under construction.</param>
    /// <param name="judge">Whom to ask; safe for concurrent use on different conversations.</param>
    /// <param name="configure">Changes the options; null keeps the defaults.</param>
    /// <param name="name">The trigger's name.</param>
    /// <exception cref="ArgumentNullException">Thrown when <paramref name="judge"/> is null.</exception>
    /// <exception cref="ArgumentOutOfRangeException">Thrown when an option is out of range.</exception>
    public static EscalationPolicyBuilder LoopJudge(this EscalationPolicyBuilder policy, ILoopJudge judge, Action<LoopJudgeOptions>? configure = null, string name = "loop-judge")
    {
        ArgumentNullException.ThrowIfNull(policy);
        var options = new LoopJudgeOptions();
        configure?.Invoke(options);
        return policy.Add(new LoopJudgeTrigger(name, judge, options));
    }
}
