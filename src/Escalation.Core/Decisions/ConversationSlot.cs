using System.Text.Json;

namespace Escalation.Decisions;

/// <summary>Describes one piece of conversation state: its name, its version and how it is made, written and read.</summary>
/// <remarks>Immutable; usually one static instance for each kind of state and configuration.</remarks>
public abstract class ConversationSlot
{
    private protected ConversationSlot(string name, int version)
    {
        Name = Guard.NotBlank(name);
        Version = Guard.AtLeast(version, 1);
    }

    /// <summary>The name under which the state is serialised; unique within a conversation.</summary>
    public string Name { get; }

    /// <summary>The version of the serialised form, from 1 on.</summary>
    public int Version { get; }

    internal abstract IConversationState CreateState();

    internal abstract void WriteState(Utf8JsonWriter writer, IConversationState state);

    internal abstract IConversationState ReadState(JsonElement json, int version);

    internal abstract bool Accepts(IConversationState state);
}

/// <summary>Describes one piece of conversation state of type <typeparamref name="TState"/>.</summary>
/// <typeparam name="TState">The state's type.</typeparam>
public abstract class ConversationSlot<TState> : ConversationSlot
    where TState : class, IConversationState
{
    /// <summary>Describes a slot.</summary>
    /// <param name="name">The name under which the state is serialised.</param>
    /// <param name="version">The version of the serialised form, at least 1.</param>
    /// <exception cref="ArgumentException">Thrown when the name is blank.</exception>
    /// <exception cref="ArgumentOutOfRangeException">Thrown when the version is below 1.</exception>
    protected ConversationSlot(string name, int version)
        : base(name, version)
    {
    }

    /// <summary>Makes the state of a conversation without steps.</summary>
    public abstract TState Create();

    /// <summary>Writes the state as one JSON value.</summary>
    /// <param name="writer">Where to write.</param>
    /// <param name="state">The state.</param>
    public abstract void Write(Utf8JsonWriter writer, TState state);

    /// <summary>Reads what <see cref="Write"/> wrote.</summary>
    /// <param name="json">The JSON value.</param>
    /// <param name="version">The version that wrote it, at most <see cref="ConversationSlot.Version"/>.</param>
    /// <exception cref="FormatException">Thrown when the value is not a state of that version.</exception>
    public abstract TState Read(JsonElement json, int version);

    internal sealed override IConversationState CreateState() => Create();

    internal sealed override void WriteState(Utf8JsonWriter writer, IConversationState state) => Write(writer, (TState)state);

    internal sealed override IConversationState ReadState(JsonElement json, int version) => Read(json, version);

    internal sealed override bool Accepts(IConversationState state) => state is TState;
}
