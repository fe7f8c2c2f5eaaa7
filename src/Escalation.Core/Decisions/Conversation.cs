using System.Diagnostics.CodeAnalysis;
using System.Text.Json;

namespace Escalation.Decisions;

/// <summary>The state of one conversation, owned by the caller: its recent steps, who drives it, and the slots of stateful triggers.</summary>
/// <remarks>
/// Deciding only reads; <see cref="Record"/> is what changes state. Not safe for concurrent use: one conversation has one driver.
/// Serialisable and versioned (<see cref="ConversationJson"/>), so that it can move between machines.
/// </remarks>
public sealed class Conversation
{
    /// <summary>How many of the latest steps are kept unless the caller says otherwise.</summary>
    public const int DefaultRetainedSteps = 256;

    /// <summary>How many of the latest steps can be kept at most.</summary>
    public const int MaximumRetainedSteps = 1_000_000;

    private readonly Dictionary<string, Entry> _slots = new(StringComparer.Ordinal);
    private readonly AgentStep[] _ring;
    private long _stepCount;

    /// <summary>Starts a conversation that the agent drives.</summary>
    /// <param name="id">The conversation's id.</param>
    /// <param name="retainedSteps">How many of the latest steps to keep, from 1 to <see cref="MaximumRetainedSteps"/>. Memory is proportional to it.</param>
    /// <exception cref="ArgumentException">Thrown when <paramref name="id"/> is blank.</exception>
    /// <exception cref="ArgumentOutOfRangeException">Thrown when <paramref name="retainedSteps"/> is outside that range.</exception>
    public Conversation(string id, int retainedSteps = DefaultRetainedSteps)
    {
        Id = Guard.NotBlank(id);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(retainedSteps, MaximumRetainedSteps);
        _ring = new AgentStep[Guard.AtLeast(retainedSteps, 1)];
        Owner = ConversationOwner.Agent;
    }

    /// <summary>The conversation's id.</summary>
    public string Id { get; }

    /// <summary>Who drives it now.</summary>
    public ConversationOwner Owner { get; private set; }

    /// <summary>How many steps were ever recorded.</summary>
    public long StepCount => _stepCount;

    /// <summary>How many of the latest steps are at hand.</summary>
    public int RetainedStepCount => (int)Math.Min(_stepCount, _ring.Length);

    /// <summary>How many steps are kept at most.</summary>
    public int Capacity => _ring.Length;

    internal IReadOnlyDictionary<string, Entry> Slots => _slots;

    /// <summary>A retained step; 0 is the oldest.</summary>
    /// <param name="index">From 0 to <see cref="RetainedStepCount"/> - 1.</param>
    /// <exception cref="ArgumentOutOfRangeException">Thrown when <paramref name="index"/> is outside that range.</exception>
    public AgentStep GetStep(int index)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(index);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(index, RetainedStepCount);
        return _ring[(_stepCount - RetainedStepCount + index) % _ring.Length];
    }

    /// <summary>Records a step: it joins the history and every attached slot takes it into account.</summary>
    /// <param name="step">The step.</param>
    /// <exception cref="ArgumentNullException">Thrown when <paramref name="step"/> is null.</exception>
    /// <exception cref="ArgumentOutOfRangeException">Thrown when its kind is not one of the enum.</exception>
    public void Record(AgentStep step)
    {
        ArgumentNullException.ThrowIfNull(step);
        if (!Enum.IsDefined(step.Kind))
        {
            throw new ArgumentOutOfRangeException(nameof(step), step.Kind, "Not a kind of step.");
        }

        _ring[_stepCount % _ring.Length] = step;
        _stepCount++;
        foreach (Entry entry in _slots.Values)
        {
            entry.State?.Record(step);
        }
    }

    /// <summary>Hands the conversation to a person: from now on every decision says so, until <see cref="HandBack"/>.</summary>
    public void HandOver() => Owner = ConversationOwner.Person;

    /// <summary>A person hands the conversation back to the agent: what triggers found in it counts as dealt with, unless the agent had it all along.</summary>
    /// <param name="summary">What the person did; recorded as a user turn, which also ends any loop. Null records nothing.</param>
    /// <param name="at">When, by the policy's clock. Without it cool-downs that are spans of time do not begin.</param>
    public void HandBack(string? summary = null, DateTimeOffset? at = null)
    {
        foreach (Entry entry in _slots.Values)
        {
            // Only a person who had it can have dealt with it.
            (Owner != ConversationOwner.Agent ? entry.State as FiringState : null)?.Resolve(trigger: null, _stepCount, at?.UtcTicks);
        }

        Owner = ConversationOwner.Agent;

        if (summary is not null)
        {
            Record(AgentStep.User(summary));
        }
    }

    /// <summary>Attaches a slot. A state restored from JSON is read; a new one is fed with the retained steps. Attaching twice changes nothing.</summary>
    /// <param name="slot">The slot.</param>
    /// <exception cref="ArgumentNullException">Thrown when <paramref name="slot"/> is null.</exception>
    /// <exception cref="FormatException">Thrown when a restored state is malformed or of a newer version.</exception>
    /// <exception cref="InvalidOperationException">Thrown when another kind of state is attached under the same name.</exception>
    public void Attach(ConversationSlot slot)
    {
        ArgumentNullException.ThrowIfNull(slot);
        if (!_slots.TryGetValue(slot.Name, out Entry? entry))
        {
            IConversationState created = slot.CreateState();
            for (int i = 0; i < RetainedStepCount; i++)
            {
                created.Record(GetStep(i));
            }

            _slots.Add(slot.Name, new Entry(slot, created));
        }
        else if (entry.State is null)
        {
            if (entry.Version > slot.Version)
            {
                throw new FormatException($"Slot '{slot.Name}' was written by version {entry.Version}; this library reads up to {slot.Version}.");
            }

            _slots[slot.Name] = new Entry(slot, slot.ReadState(entry.Json, entry.Version));
        }
        else if (!slot.Accepts(entry.State))
        {
            throw new InvalidOperationException($"Slot '{slot.Name}' of conversation '{Id}' already holds another kind of state.");
        }
    }

    /// <summary>Reads the state of an attached slot. Allocates nothing.</summary>
    /// <typeparam name="TState">The state's type.</typeparam>
    /// <param name="slot">The slot.</param>
    /// <param name="state">The state.</param>
    /// <returns>False when the slot is not attached.</returns>
    public bool TryGet<TState>(ConversationSlot<TState> slot, [NotNullWhen(true)] out TState? state)
        where TState : class, IConversationState
    {
        ArgumentNullException.ThrowIfNull(slot);
        state = _slots.TryGetValue(slot.Name, out Entry? entry) ? entry.State as TState : null;
        return state is not null;
    }

    internal void Restore(ConversationOwner owner, long stepCount)
    {
        Owner = owner;
        _stepCount = stepCount;
    }

    internal void RestoreStep(long position, AgentStep step) => _ring[position % _ring.Length] = step;

    internal void RestoreSlot(string name, int version, JsonElement json) => _slots.Add(name, new Entry(version, json));

    internal sealed class Entry
    {
        public Entry(ConversationSlot slot, IConversationState state)
        {
            Slot = slot;
            State = state;
            Version = slot.Version;
        }

        public Entry(int version, JsonElement json)
        {
            Version = version;
            Json = json;
        }

        public ConversationSlot? Slot { get; }

        public IConversationState? State { get; }

        public int Version { get; }

        public JsonElement Json { get; }
    }
}
