/** What a person keeps on the server and what one person may keep. Bytes are those of the files. */
export type StorageUse = {
  pictures: number;
  bytes: number;
  mostPictures: number;
  mostBytes: number;
};
