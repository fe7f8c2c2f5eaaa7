namespace Escalation.Triggers.Loops;

/// <summary>How often the same key came in a row, and since when. A value.</summary>
/// <param name="Key">What is compared; 0 ends any run.</param>
/// <param name="Length">How often it came.</param>
/// <param name="First">The number of the first step.</param>
internal readonly record struct RunCounter(ulong Key, int Length, long First)
{
    /// <summary>The run once a key has come.</summary>
    internal RunCounter Next(ulong key, long step) => key == 0 ? default
        : key != Key || Length == 0 ? new RunCounter(key, 1, step)
        : this with { Length = Length == int.MaxValue ? Length : Length + 1 };
}
