using System.Globalization;
using Escalation.Decisions;

namespace Escalation.Triggers;

/// <summary>All, any or at least k of its parts, asked side by side.</summary>
internal sealed class AsyncQuorumTrigger : IAsyncTrigger, ICompositeTrigger, IConfigured
{
    private readonly IAsyncTrigger[] _parts;
    private readonly int _needed;

    internal AsyncQuorumTrigger(string name, int needed, IAsyncTrigger[] parts)
    {
        Name = Guard.NotBlank(name);
        _needed = needed;
        _parts = parts;
    }

    public string Name { get; }

    public IReadOnlyList<object> Children => _parts;

    public string Configuration => _needed.ToString(CultureInfo.InvariantCulture);

    public async ValueTask<Signal> EvaluateAsync(AgentTurn turn, CancellationToken cancellationToken)
    {
        var tally = default(SignalTally);
        foreach (Signal signal in await AsyncParts.EvaluateAsync(_parts, turn, cancellationToken).ConfigureAwait(false))
        {
            tally.Add(signal);
        }

        return SignalComposition.Quorum(tally, _needed);
    }
}
