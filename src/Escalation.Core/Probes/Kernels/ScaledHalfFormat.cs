using System.Runtime.CompilerServices;

namespace Escalation.Probes.Kernels;

/// <summary>16-bit floats times 2^-112, to be multiplied with weights times 2^112.</summary>
/// <remarks>Two operations instead of eight, for processors that multiply subnormal floats as fast as any others: a subnormal stays one here.</remarks>
internal readonly unsafe struct ScaledHalfFormat : IActivationFormat
{
    /// <inheritdoc/>
    public static int Size => sizeof(ushort);

    /// <inheritdoc/>
    public static bool FiniteOnly => true;

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TLanes Load<TLanes>(byte* source)
        where TLanes : unmanaged, ILanes<TLanes> => TLanes.LoadScaledHalves(source);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void AddProduct<TLanes>(ref TLanes sum, byte* source, TLanes w, ref TLanes seen)
        where TLanes : unmanaged, ILanes<TLanes>
    {
        seen = TLanes.Screen(seen, source);
        TLanes.AddProduct(ref sum, Load<TLanes>(source), w);
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void AddProduct<TLanes>(ref TLanes sum, byte* source, float* w, ref TLanes seen)
        where TLanes : unmanaged, ILanes<TLanes>
    {
        seen = TLanes.Screen(seen, source);
        TLanes.AddProduct(ref sum, Load<TLanes>(source), w);
    }
}
