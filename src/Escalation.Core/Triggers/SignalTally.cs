using Escalation.Decisions;

namespace Escalation.Triggers;

/// <summary>Counts what the parts of a composition said, so that joining them needs no array. A mutable value; not for sharing.</summary>
internal struct SignalTally
{
    private Signal _strictest;
    private Signal _worst;

    /// <summary>How many parts asked for more than acting.</summary>
    internal int Fired { get; private set; }

    /// <summary>How many parts were missing an input or failed.</summary>
    internal int Failed { get; private set; }

    /// <summary>How many parts did not abstain, failures included.</summary>
    internal int Applicable { get; private set; }

    /// <summary>The strictest proposal, among equals the gravest, then the first; meaningful only when <see cref="Fired"/> is above 0.</summary>
    internal readonly Signal Strictest => _strictest;

    /// <summary>The worst failure, the first among equals; meaningful only when <see cref="Failed"/> is above 0.</summary>
    internal readonly Signal Worst => _worst;

    internal void Add(in Signal signal)
    {
        if (signal.Failed)
        {
            _worst = Failed == 0 ? signal : SignalComposition.Worse(_worst, signal);
            Failed++;
            Applicable++;
        }
        else if (signal.Kind == SignalKind.Value)
        {
            Applicable++;
            if (signal.Fired)
            {
                bool isStricter = signal.Proposal > _strictest.Proposal || (signal.Proposal == _strictest.Proposal && signal.Severity > _strictest.Severity);
                _strictest = Fired == 0 || isStricter ? signal : _strictest;
                Fired++;
            }
        }
    }
}
