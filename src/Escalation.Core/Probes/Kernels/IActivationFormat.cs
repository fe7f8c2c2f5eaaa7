namespace Escalation.Probes.Kernels;

/// <summary>How stored activations become float lanes.</summary>
internal unsafe interface IActivationFormat
{
    /// <summary>The number of bytes of one activation.</summary>
    static abstract int Size { get; }

    /// <summary>Whether what is loaded holds only for finite activations, so that the others must be looked for.</summary>
    static abstract bool FiniteOnly { get; }

    /// <summary>Loads 16 activations.</summary>
    static abstract TLanes Load<TLanes>(byte* source)
        where TLanes : unmanaged, ILanes<TLanes>;

    /// <summary>Adds the products of 16 activations with weights to their sums, and remembers what <see cref="FiniteOnly"/> makes worth looking for.</summary>
    static abstract void AddProduct<TLanes>(ref TLanes sum, byte* source, TLanes w, ref TLanes seen)
        where TLanes : unmanaged, ILanes<TLanes>;

    /// <summary>The same with 16 weights at any address.</summary>
    static abstract void AddProduct<TLanes>(ref TLanes sum, byte* source, float* w, ref TLanes seen)
        where TLanes : unmanaged, ILanes<TLanes>;
}
