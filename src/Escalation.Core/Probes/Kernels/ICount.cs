namespace Escalation.Probes.Kernels;

/// <summary>A number that the compiler knows when it makes the code.</summary>
internal interface ICount
{
    /// <summary>The number.</summary>
    static abstract int Value { get; }
}
