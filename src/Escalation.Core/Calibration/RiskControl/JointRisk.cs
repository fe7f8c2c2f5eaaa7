using Escalation.Statistics;

namespace Escalation.Calibration.RiskControl;

/// <summary>The risk half of a joint calibration: at every threshold the counts behind the null hypothesis "the risk exceeds alpha", and its exact p-value.</summary>
internal sealed class JointRisk(JointCounts counts, RiskSubject subject, double alpha, double level)
{
    internal double Alpha => alpha;

    /// <summary>The level at which each hypothesis of the chain is tested.</summary>
    internal double Level => level;

    internal int Trials(int index) => subject == RiskSubject.Acted ? counts.Acted(index) : counts.Items;

    internal int Errors(int index) => subject == RiskSubject.Acted ? counts.WrongActs(index) : counts.SystemErrors(index);

    internal double PValue(int index) => Trials(index) == 0 ? 1.0 : BinomialTail.Lower(Errors(index), Trials(index), alpha);

    internal double LogPValue(int index) => Trials(index) == 0 ? 0.0 : BinomialTail.LogLower(Errors(index), Trials(index), alpha);

    internal double UpperBound(int index) => ClopperPearson.Upper(Errors(index), Trials(index), level);
}
