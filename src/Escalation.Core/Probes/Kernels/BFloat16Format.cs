using System.Runtime.CompilerServices;

namespace Escalation.Probes.Kernels;

/// <summary>bfloat16 numbers.</summary>
internal readonly unsafe struct BFloat16Format : IActivationFormat
{
    /// <inheritdoc/>
    public static int Size => sizeof(ushort);

    /// <inheritdoc/>
    public static bool FiniteOnly => false;

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TLanes Load<TLanes>(byte* source)
        where TLanes : unmanaged, ILanes<TLanes> => TLanes.LoadBFloat16(source);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void AddProduct<TLanes>(ref TLanes sum, byte* source, TLanes w, ref TLanes seen)
        where TLanes : unmanaged, ILanes<TLanes> => TLanes.AddProduct(ref sum, Load<TLanes>(source), w);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void AddProduct<TLanes>(ref TLanes sum, byte* source, float* w, ref TLanes seen)
        where TLanes : unmanaged, ILanes<TLanes> => TLanes.AddProduct(ref sum, Load<TLanes>(source), w);
}
