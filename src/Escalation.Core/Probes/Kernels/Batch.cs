namespace Escalation.Probes.Kernels;

/// <summary>What is known of the rows of a batch besides their address.</summary>
/// <param name="type">How an activation is stored.</param>
/// <param name="rows">The number of rows.</param>
/// <param name="scale">What a stored byte is multiplied with.</param>
/// <param name="scaledHalves">Whether 16-bit floats may be multiplied as subnormal floats.</param>
internal readonly struct Batch(ActivationType type, int rows, float scale, bool scaledHalves)
{
    /// <summary>How an activation is stored.</summary>
    internal ActivationType Type { get; } = type;

    /// <summary>The number of rows.</summary>
    internal int Rows { get; } = rows;

    /// <summary>What a stored byte is multiplied with.</summary>
    internal float Scale { get; } = scale;

    /// <summary>Whether 16-bit floats may be multiplied as subnormal floats (<see cref="ScaledHalfFormat"/>).</summary>
    internal bool ScaledHalves { get; } = scaledHalves;
}
