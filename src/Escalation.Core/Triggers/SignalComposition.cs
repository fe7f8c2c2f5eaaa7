using Escalation.Decisions;

namespace Escalation.Triggers;

/// <summary>How signals join: one pure algorithm behind the synchronous and the asynchronous combinators.</summary>
/// <remarks>
/// A failure, missing or fault, comes out of every combinator as a failure with its reason. For the strictness of its proposal a failed part counts
/// as the answer that would have fired, so that a fault can raise a proposal and never lower one. Abstaining parts do not count.
/// Allocates nothing; constant time.
/// </remarks>
internal static class SignalComposition
{
    /// <summary>Fires when at least <c>min(needed, applicable)</c> parts fire. 1 is any, the number of parts is all.</summary>
    internal static Signal Quorum(in SignalTally tally, int needed)
    {
        if (tally.Applicable == 0)
        {
            return Signal.NotApplicable();
        }

        int quorum = Math.Min(needed, tally.Applicable);
        if (tally.Failed > 0)
        {
            bool couldFire = tally.Fired > 0 && tally.Fired + tally.Failed >= quorum;
            return couldFire ? tally.Worst.RaisedTo(tally.Strictest.Proposal) : tally.Worst;
        }

        return tally.Fired >= quorum ? tally.Strictest : Signal.Quiet();
    }

    /// <summary>Fires when the part is quiet.</summary>
    internal static Signal Not(in Signal part, Reason reason, DecisionOutcome outcome)
    {
        if (part.Failed)
        {
            return part.RaisedTo(outcome);
        }

        return part.Kind == SignalKind.NotApplicable ? Signal.NotApplicable()
            : part.Fired ? Signal.Quiet()
            : Signal.Fire(reason, outcome, part.Score, part.Threshold);
    }

    /// <summary>The part speaks only while the condition fires; its failure is heard always.</summary>
    internal static Signal When(in Signal condition, in Signal part)
    {
        if (condition.Failed)
        {
            return part.Failed ? Worse(condition, part) : condition.RaisedTo(part.Proposal);
        }

        return part.Failed ? part
            : condition.Kind == SignalKind.NotApplicable ? Signal.NotApplicable()
            : part.Fired && !condition.Fired ? Signal.Quiet()
            : part;
    }

    /// <summary>The worse of two failures: a fault before a missing input, then the stricter, then the first.</summary>
    internal static Signal Worse(in Signal first, in Signal second)
    {
        bool secondIsWorse = first.Kind == second.Kind ? second.Proposal > first.Proposal : first.Kind == SignalKind.Missing;
        return secondIsWorse ? second.RaisedTo(first.Proposal) : first.RaisedTo(second.Proposal);
    }
}
