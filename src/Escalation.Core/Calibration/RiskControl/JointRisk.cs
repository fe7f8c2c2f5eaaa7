using Escalation.Calibration.MultipleTesting;
using Escalation.Statistics;

namespace Escalation.Calibration.RiskControl;

/// <summary>The risk half of a joint calibration: at every threshold the counts behind the null hypothesis "the risk exceeds alpha", its exact p-value, and sequences of such hypotheses.</summary>
/// <remarks>Not safe for several threads at once, but for its rows.</remarks>
internal sealed class JointRisk(JointCounts counts, RiskSubject subject, double alpha, double level)
{
    // On a fine grid most neighbours act on the same items, and one tail serves them all.
    private long _trials = -1;
    private long _errors = -1;
    private double _pValue;

    internal long Trials(int index) => subject == RiskSubject.Acted ? counts.Acted(index) : counts.Items;

    internal long Errors(int index) => subject == RiskSubject.Acted ? counts.WrongActs(index) : counts.SystemErrors(index);

    internal double PValue(int index)
    {
        long trials = Trials(index);
        long errors = Errors(index);
        if (trials != _trials || errors != _errors)
        {
            (_trials, _errors) = (trials, errors);
            _pValue = trials == 0 ? 1.0 : BinomialTail.Lower(errors, trials, alpha);
        }

        return _pValue;
    }

    internal double LogPValue(int index) => Trials(index) == 0 ? 0.0 : BinomialTail.LogLower(Errors(index), Trials(index), alpha);

    /// <summary>The row of one threshold.</summary>
    internal Hypothesis Row(int index, double threshold, bool tested, bool certified) =>
        new(threshold, counts.Acted(index), Trials(index), Errors(index), alpha, tested, certified);

    /// <summary>Tests thresholds from the lowest, which acts least, upwards, beginning with the first that acts on at least so many items. No other choice of the start by counts is safe.</summary>
    internal FamilywiseResult Ascending(long required) =>
        FamilywiseTest.FixedSequence(PValues.OnDemand(counts.Thresholds, PValue, index => counts.Acted(index) < required), level);

    /// <summary>Tests thresholds in an order that the testing items had no part in.</summary>
    internal FamilywiseResult InOrder(int[] order) =>
        FamilywiseTest.FixedSequence(PValues.OnDemand(order.Length, position => PValue(order[position])), level);
}
