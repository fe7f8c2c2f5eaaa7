namespace Escalation.Probes;

/// <summary>The rule that a refused tensor file breaks.</summary>
public enum TensorFileRule
{
    /// <summary>The file ends before what its own header announces.</summary>
    Truncated = 0,

    /// <summary>The file does not begin with the format's signature.</summary>
    BadMagic,

    /// <summary>The format version is none that this reader knows.</summary>
    BadVersion,

    /// <summary>The header is longer than the limit.</summary>
    HeaderTooLarge,

    /// <summary>The header is not written in the format's grammar.</summary>
    BadHeader,

    /// <summary>A required key is absent, doubled, or there is one more.</summary>
    BadKeys,

    /// <summary>The shape is not a tuple of whole numbers of at least zero.</summary>
    BadShape,

    /// <summary>The shape's product, or its size in bytes, exceeds what an array can hold.</summary>
    Overflow,

    /// <summary>The elements are Python objects, that is a pickle, which can run code when it is loaded.</summary>
    ObjectType,

    /// <summary>The elements are records of several fields.</summary>
    StructuredType,

    /// <summary>The element type is none that this reader decodes.</summary>
    UnsupportedType,

    /// <summary>There are bytes behind the last element.</summary>
    TrailingData,

    /// <summary>An element cannot be represented: a boolean beyond 0 and 1, or a number too large for the type asked for.</summary>
    ValueNotRepresentable,

    /// <summary>An element that must be finite is NaN or infinite.</summary>
    ValueNotFinite,

    /// <summary>The array is well formed, but not of the shape that its use asks for.</summary>
    UnexpectedShape,
}
