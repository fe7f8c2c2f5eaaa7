namespace Escalation.Probes.Kernels;

/// <summary>One lane: no intrinsics at all.</summary>
internal unsafe struct StripScalar : IStrip<StripScalar>
{
    private float _lane;

    private StripScalar(float lane) => _lane = lane;

    /// <inheritdoc/>
    public static int Width => 1;

    /// <inheritdoc/>
    public static int Probes => 3;

    /// <inheritdoc/>
    public static StripScalar Load(float* source) => new(*source);

    /// <inheritdoc/>
    public static StripScalar LoadActivations(float* source) => new(Subnormals.ToZero(*source));

    /// <inheritdoc/>
    public static void AddProduct(ref StripScalar sum, StripScalar x, StripScalar w) => sum._lane = Fused.MultiplyAdd(x._lane, w._lane, sum._lane);

    /// <inheritdoc/>
    public static void Store(StripScalar lanes, float* target) => *target = lanes._lane;
}
