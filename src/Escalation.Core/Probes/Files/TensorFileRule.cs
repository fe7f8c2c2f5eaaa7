namespace Escalation.Probes.Files;

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

    /// <summary>The shape is not a list of whole numbers of at least zero.</summary>
    BadShape,

    /// <summary>The shape's product, or its size in bytes, exceeds what can be counted or held.</summary>
    Overflow,

    /// <summary>The elements are Python objects, that is a pickle, which can run code when it is loaded.</summary>
    ObjectType,

    /// <summary>The elements are records of several fields.</summary>
    StructuredType,

    /// <summary>The element type is none that is decoded, or none that its use allows.</summary>
    UnsupportedType,

    /// <summary>The data do not end where the header says: bytes follow the last element. In <c>.safetensors</c>, where one equation states both, also: bytes are missing.</summary>
    TrailingData,

    /// <summary>An element cannot be represented: a boolean beyond 0 and 1, text that is no text, or a number too large for the type asked for.</summary>
    ValueNotRepresentable,

    /// <summary>An element that must be finite is NaN or infinite.</summary>
    ValueNotFinite,

    /// <summary>The array is well formed, but not of the shape that its use asks for.</summary>
    UnexpectedShape,

    /// <summary>The length of the header points beyond the end of the file.</summary>
    HeaderPastEnd,

    /// <summary>The header is not UTF-8.</summary>
    InvalidUtf8,

    /// <summary>The header, or metadata, is not JSON.</summary>
    InvalidJson,

    /// <summary>The header, or a part of it that must be one, is not a JSON object.</summary>
    NotAnObject,

    /// <summary>The data of the tensors do not follow each other without hole, overlap or alias.</summary>
    OffsetGap,

    /// <summary>The offsets are not two whole numbers of at least zero in ascending order.</summary>
    BadOffset,

    /// <summary>The offsets span another number of bytes than the shape needs.</summary>
    SizeMismatch,

    /// <summary>The element type is none of the format.</summary>
    UnknownType,

    /// <summary>The elements do not fill whole bytes.</summary>
    Misaligned,

    /// <summary>A key or a name occurs twice.</summary>
    DuplicateKey,

    /// <summary>The metadata are not a map from text to text.</summary>
    BadMetadata,

    /// <summary>A tensor lacks its type, shape or offsets.</summary>
    MissingField,

    /// <summary>There are more tensors than the limit.</summary>
    TooManyTensors,

    /// <summary>The tensors together are larger than the limit.</summary>
    DataTooLarge,

    /// <summary>An array is so much larger than its compressed form that it can only be meant to exhaust memory.</summary>
    CompressionRatio,

    /// <summary>A name holds a path separator or is empty, or an entry of the archive is no array.</summary>
    BadName,

    /// <summary>The archive is not put together as the format asks for, is encrypted, or its content and its checksum differ.</summary>
    BadArchive,

    /// <summary>The file is of a known format that is not read, for example a pickle, which can run code; the message shows how to export it.</summary>
    RefusedFormat,

    /// <summary>The file is of no known format, or not a regular file.</summary>
    UnknownFormat,

    /// <summary>A tensor that is needed is absent.</summary>
    MissingTensor,

    /// <summary>There is a tensor that has no meaning here.</summary>
    UnexpectedTensor,

    /// <summary>The elements lie in another order than the use asks for.</summary>
    UnexpectedLayout,

    /// <summary>A number is outside the range that its use asks for, or the metadata lack or misstate what is needed.</summary>
    BadProbe,
}
