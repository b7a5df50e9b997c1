namespace MmRuntime.AddressSpaces;

/// <summary>Copies for fork.</summary>
internal sealed unsafe partial class VmaTree
{
    /// <summary>Becomes a copy of another tree, node by node. The caller holds both <c>mmap_lock</c>s for write, and no reader can find this tree yet.</summary>
    /// <param name="other">What is copied.</param>
    /// <param name="slots">From its slots to those of this tree, in order of pages; without it, they stay as they are. Not 0.</param>
    /// <returns>Whether there was memory; else nothing has changed.</returns>
    /// <exception cref="MmUsageException">This tree is not empty, or is shared.</exception>
    public bool TryDuplicateFrom(VmaTree other, Func<uint, uint>? slots = null)
    {
        if (Root != 0 || IsShared)
        {
            throw new MmUsageException("Only an empty tree that is not shared can become a copy of another one.");
        }

        if (other.Root == 0)
        {
            return true;
        }

        if (!TryEnsure((int)other.Nodes))
        {
            return false;
        }

        Count = other.Count;
        SetRoot((long)Copy(other.RootNode, other.Height, slots) | (long)other.Height);
        Settle();
        return true;
    }

    /// <summary>Gives a range another number in place, as long as nobody else can find the tree: for the VMAs of a fork, one after another.</summary>
    /// <param name="entry">The range as it is.</param>
    /// <param name="slot">Its number from now, not 0.</param>
    /// <exception cref="MmUsageException">There is no such range, or the tree is shared.</exception>
    public void SetSlot(in VmaEntry entry, uint slot)
    {
        if (IsShared || slot == 0)
        {
            throw new MmUsageException("A range is given another number in place, and not 0, only in a tree that is not shared; else it is stored over.");
        }

        var leaf = Locate(entry.Start, out _);
        var index = leaf is null ? -1 : VmaSearch.CountAtMost(leaf->Keys, entry.Start) - 1;
        if (index < 0 || new VmaEntry(leaf->Keys[index], leaf->Ends[index], leaf->Slots[index]) != entry)
        {
            ThrowNoSuchEntry(entry, entry.Start, entry.End);
        }

        leaf->Slots[index] = slot;
    }

    private VmaNode* Copy(VmaNode* from, int level, Func<uint, uint>? slots)
    {
        var to = TakeSpare();
        var state = to->State;
        *to = *from;
        to->State = state;
        for (var i = 0; i < from->Count; i++)
        {
            if (level > 0)
            {
                to->Children[i] = (long)Copy(from->Child(i), level - 1, slots);
            }
            else if (slots is not null)
            {
                to->Slots[i] = slots(from->Slots[i]);
            }
        }

        return to;
    }
}
