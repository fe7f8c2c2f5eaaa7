using Escalation.Decisions;

namespace Escalation.Triggers;

/// <summary>Lets a part speak only while a condition fires. Both are asked side by side.</summary>
internal sealed class AsyncWhenTrigger : IAsyncTrigger, ICompositeTrigger
{
    private readonly IAsyncTrigger[] _parts;

    internal AsyncWhenTrigger(string name, IAsyncTrigger condition, IAsyncTrigger then)
    {
        Name = Guard.NotBlank(name);
        _parts = [condition, then];
    }

    public string Name { get; }

    public IReadOnlyList<object> Children => _parts;

    public async ValueTask<Signal> EvaluateAsync(AgentTurn turn, CancellationToken cancellationToken)
    {
        Signal[] signals = await AsyncParts.EvaluateAsync(_parts, turn, cancellationToken).ConfigureAwait(false);
        return SignalComposition.When(signals[0], signals[1]);
    }
}
