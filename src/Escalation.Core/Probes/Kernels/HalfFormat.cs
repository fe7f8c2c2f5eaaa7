using System.Runtime.CompilerServices;

namespace Escalation.Probes.Kernels;

/// <summary>16-bit floats.</summary>
internal readonly unsafe struct HalfFormat : IActivationFormat
{
    /// <inheritdoc/>
    public static int Size => sizeof(ushort);

    /// <inheritdoc/>
    public static bool FiniteOnly => false;

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TLanes Load<TLanes>(byte* source)
        where TLanes : unmanaged, ILanes<TLanes> => TLanes.LoadHalves(source);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void AddProduct<TLanes>(ref TLanes sum, byte* source, TLanes w, ref TLanes seen)
        where TLanes : unmanaged, ILanes<TLanes> => TLanes.AddProduct(ref sum, Load<TLanes>(source), w);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void AddProduct<TLanes>(ref TLanes sum, byte* source, float* w, ref TLanes seen)
        where TLanes : unmanaged, ILanes<TLanes> => TLanes.AddProduct(ref sum, Load<TLanes>(source), w);
}
