namespace MmRuntime.Lockdep;

/// <summary>One lock that a task holds, or the mark at which an interrupt began.</summary>
internal struct HeldLock
{
    /// <summary>In <see cref="Grip"/>: the release has more to do than to forget it.</summary>
    public const ulong Watched = 1UL << (LockMap.NodeShift - 1);

    /// <summary>The bits of a grip that do not say which lock it is.</summary>
    public const ulong Manner = LockMap.SubclassMask | Watched | (AcquireMode.Shape << ShapeShift);

    /// <summary>In a token: nobody has found the entry in order on those below it as they stand.</summary>
    public const ulong Unproven = AcquireMode.Mask + 1;

    /// <summary>The bits of the line in a token.</summary>
    public const ulong LineMask = LockMap.BelowNode & ~((1UL << LineShift) - 1);

    private const int ShapeShift = LockMap.NodeShift - 4;
    private const int LineShift = 14;
    private const ulong OfMark = ulong.MaxValue;

    /// <summary>
    /// What its release looks for, in one word: <c>63..43</c> class, <c>42..40</c> role, <c>39</c> <see cref="Watched"/>, <c>38..36</c> shape, <c>35..0</c> number of the
    /// lock. 0 for a mark.
    /// </summary>
    public ulong Grip;

    /// <summary>The chain of all locks held up to this one. Bit 0: some class is in it twice, so which lock it was counts too.</summary>
    public ulong Key;

    /// <summary>
    /// What the next acquisition here is compared with, in one word: <c>63..40</c> node, <c>39..14</c> line, <c>13..8</c> context,
    /// <c>7</c> <see cref="Unproven"/>, <c>6..0</c> mode. 0 where nothing stood.
    /// </summary>
    public ulong Token;

    /// <summary>Where it was acquired.</summary>
    public string File;

    /// <summary>How often it was acquired again since, by a holder that may; for a mark, where the one below it is.</summary>
    public int Again;

    /// <summary>Which lock, in which role.</summary>
    public readonly LockMap Lock => new(Grip & ~(Watched | (AcquireMode.Shape << ShapeShift)));

    public readonly ulong Mode => Token & AcquireMode.Mask;

    public readonly ulong Context => Token & ~LockMap.NodeMask & ~LineMask & ~Unproven & ~AcquireMode.Mask;

    /// <summary>Where it was acquired.</summary>
    public readonly int Line => (int)((Token & LineMask) >> LineShift);

    public readonly SourcePlace Place => new(File, Line);

    public readonly bool IsMark => Token == OfMark;

    /// <summary>Whether what is taken next can be found in order on it: it is itself, or a mark, with which a new chain begins.</summary>
    public readonly bool IsProven => (Token & Unproven) == 0 || IsMark;

    /// <summary>Class, role, context and mode: what an acquisition adds to a chain.</summary>
    public readonly ulong Link => Token & ~LineMask & ~Unproven;

    /// <summary>A mark.</summary>
    /// <param name="below">Where the one below it is.</param>
    public static HeldLock Mark(int below) => new() { Key = ChainKey.Empty, Token = OfMark, File = string.Empty, Again = below };

    /// <summary>The grip of a lock held in a mode.</summary>
    public static ulong GripOf(ulong map, ulong mode) => map | ((mode & AcquireMode.Shape) << ShapeShift);

    /// <summary>The token of an acquisition.</summary>
    public static ulong TokenOf(ulong map, ulong context, ulong mode, int line) =>
        (map & LockMap.NodeMask) | context | (mode | (((ulong)(uint)line << LineShift) & LineMask));

    /// <summary>The chain with this one on top.</summary>
    /// <param name="below">The chain under it.</param>
    public readonly ulong KeyOver(ulong below) => ChainKey.Next(below, Link);

    /// <summary>The same hold in another mode.</summary>
    public void Become(ulong mode)
    {
        Token = (Token & ~AcquireMode.Mask) | mode;
        Grip = GripOf(Lock.Bits, mode) | (Grip & Watched);
    }
}
