using System.Runtime.CompilerServices;

namespace Escalation.Probes.Kernels;

/// <summary>32-bit floats.</summary>
internal readonly unsafe struct SingleFormat : IActivationFormat
{
    /// <inheritdoc/>
    public static int Size => sizeof(float);

    /// <inheritdoc/>
    public static bool FiniteOnly => false;

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TLanes Load<TLanes>(byte* source)
        where TLanes : unmanaged, ILanes<TLanes> => TLanes.LoadActivations(source);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void AddProduct<TLanes>(ref TLanes sum, byte* source, TLanes w, ref TLanes seen)
        where TLanes : unmanaged, ILanes<TLanes> => TLanes.AddProduct(ref sum, Load<TLanes>(source), w);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void AddProduct<TLanes>(ref TLanes sum, byte* source, float* w, ref TLanes seen)
        where TLanes : unmanaged, ILanes<TLanes> => TLanes.AddProduct(ref sum, Load<TLanes>(source), w);
}
