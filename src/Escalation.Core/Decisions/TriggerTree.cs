namespace Escalation.Decisions;

/// <summary>Walks triggers and their parts: refuses what cannot work and collects conversation slots.</summary>
internal sealed class TriggerTree
{
    /// <summary>Deep enough for any policy a person wrote, shallow enough for every stack.</summary>
    internal const int MaximumDepth = 16;

    private readonly HashSet<string> _names = new(StringComparer.Ordinal);
    private readonly List<object> _path = [];
    private readonly List<ConversationSlot> _slots = [];
    private readonly List<IPreparedTrigger> _prepared = [];

    internal IReadOnlyList<ConversationSlot> Slots => _slots;

    internal IReadOnlyList<IPreparedTrigger> Prepared => _prepared;

    internal void Visit(object? trigger)
    {
        string name = trigger switch
        {
            ITrigger synchronous => synchronous.Name,
            IAsyncTrigger asynchronous => asynchronous.Name,
            null => throw new PolicyBuildException("A trigger is null."),
            _ => throw new PolicyBuildException($"{trigger.GetType()} is neither an ITrigger nor an IAsyncTrigger."),
        };
        if (_path.Any(ancestor => ReferenceEquals(ancestor, trigger)))
        {
            throw new PolicyBuildException($"Trigger '{name}' contains itself.");
        }

        if (_path.Count >= MaximumDepth)
        {
            throw new PolicyBuildException($"Trigger '{name}' lies deeper than {MaximumDepth} levels of composition.");
        }

        if (string.IsNullOrWhiteSpace(name))
        {
            throw new PolicyBuildException($"A trigger of type {trigger.GetType()} has no name.");
        }

        if (!_names.Add(name))
        {
            throw new PolicyBuildException($"Two triggers are named '{name}'.");
        }

        if (Unwrapped(trigger) is ISelfReportingTrigger { IsSelfReporting: true } && _path.Exists(ancestor => Unwrapped(ancestor) is IInvertingTrigger))
        {
            throw new PolicyBuildException($"Trigger '{name}' repeats what the agent says of itself and stands below a Not, where its word would lower escalation.");
        }

        if (Unwrapped(trigger) is IThresholdTrigger { Threshold: var threshold } comparing)
        {
            threshold.RequireFit(name, comparing.ScoreId);
        }

        if (trigger is IStatefulTrigger stateful)
        {
            _slots.AddRange(stateful.Slots);
        }

        if (Unwrapped(trigger) is IPreparedTrigger prepared)
        {
            _prepared.Add(prepared);
        }

        if (trigger is ICompositeTrigger composite)
        {
            if (composite.Children.Count == 0)
            {
                throw new PolicyBuildException($"Trigger '{name}' is composed of nothing.");
            }

            _path.Add(trigger);
            foreach (object child in composite.Children)
            {
                Visit(child);
            }

            _path.RemoveAt(_path.Count - 1);
        }
    }

    /// <summary>The trigger itself, where it stands in an adapter.</summary>
    internal static object Unwrapped(object trigger) => trigger is ITriggerAdapter adapter ? adapter.Inner : trigger;
}
