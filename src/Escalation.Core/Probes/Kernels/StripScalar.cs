namespace Escalation.Probes.Kernels;

/// <summary>One lane: no intrinsics at all.</summary>
internal readonly unsafe struct StripScalar : IStrip<StripScalar>
{
    private readonly float _lane;

    private StripScalar(float lane) => _lane = lane;

    /// <inheritdoc/>
    public static int Width => 1;

    /// <inheritdoc/>
    public static StripScalar Load(float* source) => new(*source);

    /// <inheritdoc/>
    public static StripScalar MultiplyAdd(StripScalar x, StripScalar w, StripScalar sum) => new(Fused.MultiplyAdd(x._lane, w._lane, sum._lane));

    /// <inheritdoc/>
    public static void Store(StripScalar lanes, float* target) => *target = lanes._lane;
}
