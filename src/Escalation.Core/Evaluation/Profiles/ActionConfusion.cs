namespace Escalation.Evaluation.Profiles;

/// <summary>Decisions by what they were and what they should have been: an escalation is a true positive where the answer was wrong.</summary>
/// <param name="EscalatedWrong">Escalated and the answer was wrong: true positives.</param>
/// <param name="EscalatedRight">Escalated though the answer was right: false positives.</param>
/// <param name="ActedRight">Acted and the answer was right: true negatives.</param>
/// <param name="ActedWrong">Acted though the answer was wrong: false negatives, the missed escalations.</param>
public readonly record struct ActionConfusion(long EscalatedWrong, long EscalatedRight, long ActedRight, long ActedWrong)
{
    /// <summary>How many decisions there are.</summary>
    public long Items => EscalatedWrong + EscalatedRight + ActedRight + ActedWrong;

    /// <summary>The share escalated among wrong answers, in [0, 1], higher is better; undefined when none was wrong.</summary>
    public MetricValue EscalationRateAmongWrong => Share(EscalatedWrong, EscalatedWrong + ActedWrong);

    /// <summary>The share escalated among right answers, in [0, 1], lower is better; undefined when none was right.</summary>
    public MetricValue EscalationRateAmongRight => Share(EscalatedRight, EscalatedRight + ActedRight);

    internal static ActionConfusion Of(IEnumerable<ProfileDecision> decisions)
    {
        long escalatedWrong = 0, escalatedRight = 0, actedRight = 0, actedWrong = 0;
        foreach (ProfileDecision decision in decisions)
        {
            escalatedWrong += decision is { Escalated: true, Correct: false } ? 1 : 0;
            escalatedRight += decision is { Escalated: true, Correct: true } ? 1 : 0;
            actedRight += decision is { Escalated: false, Correct: true } ? 1 : 0;
            actedWrong += decision is { Escalated: false, Correct: false } ? 1 : 0;
        }

        return new ActionConfusion(escalatedWrong, escalatedRight, actedRight, actedWrong);
    }

    private static MetricValue Share(long part, long whole) => whole == 0 ? MetricValue.Undefined(MetricUndefined.NoPositives) : MetricValue.Of((double)part / whole);
}
